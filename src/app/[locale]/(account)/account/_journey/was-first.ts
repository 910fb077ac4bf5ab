import { ApiProblem } from "#browser/api-problem.ts";

/** Whether what was sent counts, or came too late: refused with one of these codes. */
export async function wasFirst(sent: Promise<void>, ...tooLate: readonly string[]): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && tooLate.includes(error.code)) return false;
    throw error;
  }
}
