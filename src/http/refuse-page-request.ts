/** To the framework each of these is an instruction of its own making; from outside none of them is honest. */
const INSTRUCTIONS = ["next-action", "next-resume", "x-middleware-subrequest", "x-nextjs-data", "upgrade"];

/**
 * The HTTP status that a request for a page is refused with, or null when it may pass.
 *
 * Pages change nothing, so they are only read; pictures are never made smaller, so the optimizer has no address.
 */
export function refusePageRequest(method: string, path: string, headers: Headers): 400 | 404 | 405 | null {
  if (INSTRUCTIONS.some((name) => headers.has(name))) return 400;
  if (path.startsWith("/_next/image")) return 404;
  return method === "GET" || method === "HEAD" ? null : 405;
}
