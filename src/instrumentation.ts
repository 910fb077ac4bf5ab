/** What the framework runs once in each of its processes, before the first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { guardThisProcess } = await import("#http/guard-this-process.ts");
  guardThisProcess();
}
