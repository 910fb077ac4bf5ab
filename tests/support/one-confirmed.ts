import { confirmOne } from "./confirmed.ts";
import { holder, type TestHolder, type World, world } from "./world.ts";

interface Confirmed {
  readonly portal: World;
  readonly manager: TestHolder;
  readonly employee: TestHolder;
  readonly number: string;
}

/** A world with one employee's request that the senior manager has confirmed. @param now as `world` has it */
export async function confirmed(now?: Date): Promise<Confirmed> {
  const portal = await world({ now });
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  return { portal, manager, employee, number: await confirmOne(portal, manager, employee) };
}

/** The owner alone can plant such things; triggers are off so that a stolen database is shown at its worst. */
export async function plant({ owner }: World, sql: string): Promise<void> {
  await owner.$transaction([
    owner.$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
    owner.$executeRawUnsafe(sql),
  ]);
}
