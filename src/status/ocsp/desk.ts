import { type OcspWindow, ocspWindow } from "#ca/revocation/ocsp-window.ts";
import type { Logger } from "#platform/log.ts";
import type { ServiceKey } from "../service-key.ts";
import type { KnownStatuses } from "./known-statuses.ts";
import { type ResponderKey, responderKey } from "./responder-key.ts";

/** All that an answer is made with at one moment. */
export interface Desk {
  readonly known: KnownStatuses;
  readonly key: ResponderKey;
  /** Of the answers that are signed now. */
  readonly window: OcspWindow;
}

export interface DeskParts {
  /** Undefined as long as the register has never been read. */
  readonly known: () => KnownStatuses | undefined;
  readonly key: () => ServiceKey | undefined;
  readonly log: Pick<Logger, "error">;
}

/** Finds what there is to answer with: nothing without a register, a key that works, or knowledge that is young enough. */
export function openDesk({ known: readKnown, key: readKey, log }: DeskParts): (now: Date) => Desk | undefined {
  let last: { readonly from: KnownStatuses; readonly serviceKey: ServiceKey; readonly desk: Desk } | undefined;

  const keyFor = (serviceKey: ServiceKey, known: KnownStatuses, now: Date) => {
    if (last?.serviceKey === serviceKey && last.from.issuer === known.issuer) return last.desk.key;
    const key = responderKey(serviceKey, known.issuer, now);
    if (!key) log.error({ serial: serviceKey.certificate.serial }, "the OCSP key does not pass its self-test");
    return key;
  };

  return (now) => {
    const [known, serviceKey] = [readKnown(), readKey()];
    if (!known || !serviceKey) return undefined;
    if (last?.from !== known || last.serviceKey !== serviceKey) {
      const key = keyFor(serviceKey, known, now);
      if (!key) return undefined;
      const window = ocspWindow(known.knownAt, key.certificate);
      last = { from: known, serviceKey, desk: { known, key, window } };
    }
    return now < last.desk.window.nextUpdate ? last.desk : undefined;
  };
}
