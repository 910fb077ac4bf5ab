const EVERY_MS = 700;
/** Then the state registers do not answer, and the person is told so. */
const AT_MOST_MS = 20_000;

/** Asks until there is an answer, or it is said that none will come soon. */
export async function answered<Answer extends { readonly state: string }>(ask: () => Promise<Answer>): Promise<Answer> {
  const until = Date.now() + AT_MOST_MS;
  for (;;) {
    const answer = await ask();
    if (answer.state !== "WAITING" || Date.now() > until) return answer;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
