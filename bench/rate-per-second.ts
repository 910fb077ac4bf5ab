const LENGTH_MS = 500;

/** How often in a second some work can be done by one core, one after the other, over half a second. */
export async function ratePerSecond(work: () => unknown): Promise<number> {
  const begun = performance.now();
  let done = 0;
  for (; performance.now() - begun < LENGTH_MS; done++) await work();
  return (done * 1000) / (performance.now() - begun);
}
