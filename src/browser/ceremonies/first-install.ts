import { possessionText } from "#portal/documents/contract.ts";
import { Possession } from "#portal/first-keys/contract.ts";
import { IssuedPair } from "#portal/requests/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { askKeyRing } from "../keystore/key-session.ts";
import type { WaitingKeys } from "../keystore/waiting-keys.ts";
import { askChallenge } from "./ask-challenge.ts";
import { forgetWaitingKeys } from "./forget-waiting-keys.ts";

/** The two first certificates, for a browser that holds their keys and has no session. @throws {ApiProblem} */
export async function fetchFirstPair(waiting: WaitingKeys): Promise<IssuedPair> {
  const body = { contract: Possession, value: await prove(waiting, "certificates") };
  const path = `/api/first-keys/${waiting.number}/certificates`;
  return callApi({ method: "POST", path, body, answer: IssuedPair });
}

/** Tells the server that the files are saved, and only then lets the waiting keys of this browser go. @throws {ApiProblem} */
export async function confirmFirstInstalled(waiting: WaitingKeys): Promise<void> {
  const body = { contract: Possession, value: await prove(waiting, "installed") };
  await callApi({ method: "POST", path: `/api/first-keys/${waiting.number}/installation`, body, answer: NO_ANSWER });
  await forgetWaitingKeys(waiting.number);
}

async function prove({ id, number }: WaitingKeys, act: "certificates" | "installed"): Promise<Possession> {
  const { nonce } = await askChallenge("POSSESSION");
  const text = possessionText({ origin: location.origin, nonce, number, act });
  return { nonce, signature: new Uint8Array(await askKeyRing("proveWaiting", { waitingId: id, text })) };
}
