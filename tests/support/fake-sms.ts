import type { Sms, SmsGateway } from "#platform/post/gateways.ts";
import { PostError } from "#platform/post/post-error.ts";

export type SmsFault = "takes" | "takes and is lost" | "is lost" | "later" | "refuses";

/** A provider's memory: what it has sent, each as often as it did. */
export interface FakeSms {
  readonly gateway: SmsGateway;
  readonly sent: Sms[];
  behave(fault: SmsFault | (() => SmsFault)): void;
}

/** @param tells whether it can be asked what it has sent */
export function fakeSms({ tells = true } = {}): FakeSms {
  const sent: Sms[] = [];
  let fault = (): SmsFault => "takes";
  const find = async (sms: Sms) => sent.find(({ id }) => id === sms.id)?.id ?? null;
  return {
    sent,
    behave(next) {
      fault = typeof next === "function" ? next : () => next;
    },
    gateway: {
      async send(sms) {
        const now = fault();
        if (now === "refuses") throw new PostError("TEST_REFUSED", "REFUSED");
        if (now === "later") throw new PostError("TEST_LATER", "LATER");
        if (now === "is lost") throw new PostError("TEST_LOST", "LOST");
        sent.push(sms);
        if (now === "takes and is lost") throw new PostError("TEST_LOST", "LOST");
        return sms.id;
      },
      ...(tells && { find }),
      receiptOf: async () => "DELIVERED",
    },
  };
}
