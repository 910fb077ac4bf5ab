import type { Delivering } from "#portal/messages/delivery/delivering.ts";

/** For a worker that tells nobody anything: whatever it hands over is refused, and its test has not asked for it. */
export const noPost: Pick<Delivering, "mailer" | "sms" | "citizens" | "perMinute" | "log"> = {
  mailer: { send: () => Promise.reject(new Error("this test sends no letter")), close: () => undefined },
  sms: {
    send: () => Promise.reject(new Error("this test sends no SMS")),
    receiptOf: () => Promise.reject(new Error("this test sends no SMS")),
  },
  citizens: {
    findPerson: () => Promise.resolve({ kind: "NOT_FOUND" }),
    findCompany: () => Promise.resolve({ kind: "NOT_FOUND" }),
  },
  perMinute: 600,
  log: { error: () => undefined, warn: () => undefined },
};
