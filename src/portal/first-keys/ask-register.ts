import type { Context } from "#portal/context.ts";
import type { AskRegister } from "./contract.ts";
import { createQuestion } from "./question-store.ts";

/**
 * Asks the state registers whom they have under the numbers that somebody has typed; the worker asks them, and alone can.
 *
 * @returns the id by which `registerAnswer` and `submitFirstKeys` know the answer
 */
export async function askRegister({ db, clock }: Pick<Context, "db" | "clock">, asked: AskRegister): Promise<string> {
  const { capacity: template, iin } = asked;
  const bin = asked.capacity === "FIRST_HEAD" ? asked.bin : null;
  return db.$transaction((tx) => createQuestion(tx, { template, iin, bin, at: clock.now() }));
}
