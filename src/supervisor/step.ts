/** After this long a person wonders. */
const SHOW_AFTER_MS = 700;
const AGAIN_AFTER_MS = 10_000;

/** Runs one step of the start; on standard output it is told what is going on once it takes longer than a moment. */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
  let shown = false;
  const show = () => {
    shown = true;
    console.log(`  … ${name}`);
  };
  const first = setTimeout(show, SHOW_AFTER_MS);
  const again = setInterval(() => console.log(`  … ${name}, ${seconds()} s so far`), AGAIN_AFTER_MS);
  try {
    const result = await run();
    if (shown) console.log(`  ✓ ${name}, ${seconds()} s`);
    return result;
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}
