/** Whether this process answers at all; asks nothing of anybody. */
export function GET(): Response {
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}
