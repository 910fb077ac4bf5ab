import type { ServiceKind } from "#ca/service/profiles.ts";
import type { ServiceKey } from "../service-key.ts";
import type { OwnKey } from "./key-folder.ts";

/** What has become of an own key, as far as the register says. */
export interface KeyState {
  readonly own: OwnKey;
  /** Once it has a certificate. */
  readonly serving?: ServiceKey;
  /** It will never serve (again): its order was refused, or its certificate revoked. */
  readonly dead: boolean;
}

export interface KeyPlan {
  /** Keys that serve at `now`, the newest first. */
  readonly serving: readonly ServiceKey[];
  /** Keys without a certificate, for which is asked again. */
  readonly waiting: readonly OwnKey[];
  /** Keys that nobody needs any more. */
  readonly forget: readonly OwnKey[];
  /** Whether there has to be another key: none serves, or the newest has half of its life behind it, and none waits. */
  readonly makeAnother: boolean;
  /** Since when there ought to be another certificate; undefined while there is nothing due. */
  readonly dueSince: Date | undefined;
}

/** @param begunAt when this process began: since then a first certificate is due */
export function planKeys(
  states: readonly KeyState[],
  { now, begunAt }: { readonly now: Date; readonly begunAt: Date },
): KeyPlan {
  const ended = (state: KeyState) => state.dead || (state.serving && state.serving.certificate.notAfter < now);
  const alive = states.filter((state) => !ended(state));
  const serving = alive
    .flatMap((state) => (state.serving ? [state.serving] : []))
    .toSorted((a, b) => b.certificate.notBefore.getTime() - a.certificate.notBefore.getTime());
  const waiting = alive.flatMap(({ own, serving: certified }) => (certified ? [] : [own]));
  const [newest] = serving;
  const halfLife = newest ? halfLifeOf(newest) : begunAt;
  const isDue = halfLife <= now;
  return {
    serving,
    waiting,
    forget: states.filter(ended).map(({ own }) => own),
    makeAnother: isDue && waiting.length === 0,
    dueSince: isDue ? halfLife : undefined,
  };
}

/** When half of the life of a certificate is over: then it is renewed. */
function halfLifeOf({ certificate: { notBefore, notAfter } }: ServiceKey): Date {
  return new Date((notBefore.getTime() + notAfter.getTime()) / 2);
}

export const KINDS: readonly ServiceKind[] = ["OCSP", "TSA", "DIRECTORY"];
