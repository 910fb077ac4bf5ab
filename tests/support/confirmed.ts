import { expect } from "vitest";
import type { Signer } from "#ca/signer.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { decide } from "./decide.ts";
import { submit } from "./reissue.ts";
import { signedIn } from "./sign-in.ts";
import type { TestHolder, World } from "./world.ts";

/** Files the employee's request and has the manager confirm it; its number. */
export async function confirmOne(portal: World, manager: TestHolder, employee: TestHolder): Promise<string> {
  const { number, status } = await submit(await signedIn(portal, employee), employee);
  expect(status).toBe(201);
  expect((await decide(await signedIn(portal, manager), manager, number)).status).toBe(204);
  return number;
}

/** A request as the register has it, with all that was intended and issued for it. */
export const request = ({ owner }: World, number: string) =>
  owner.keyRequest.findUniqueOrThrow({ where: { number }, include: { certificates: true, intents: true } });

export const later = ({ clock }: World, ms: number) => clock.set(new Date(clock.now().getTime() + ms));

/** The same worker with another word of the signer here and there. */
export function withSigner(issuing: IssuingContext, signer: Partial<Signer>): IssuingContext {
  const { authority } = issuing;
  return { ...issuing, authority: { ...authority, signer: { ...bound(authority.signer), ...signer } } };
}

const bound = (signer: Signer): Signer => ({
  sign: (orders) => signer.sign(orders),
  void: (serial) => signer.void(serial),
  signCrl: (tbs) => signer.signCrl(tbs),
});
