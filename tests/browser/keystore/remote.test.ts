import { MessageChannel } from "node:worker_threads";
import { expect, it, onTestFinished } from "vitest";
import { KeystoreError } from "#browser/keystore/keystore-error.ts";
import { connect, serve } from "#browser/keystore/remote.ts";
import { PkiError } from "#pki/error.ts";

const face = {
  double: async (value: number) => value * 2,
  bytes: async (value: Uint8Array) => value.toReversed(),
  wrongPassword: async (_: undefined): Promise<void> => {
    throw new PkiError("PASSWORD_WRONG", "of the file");
  },
  notOpen: async (_: undefined): Promise<void> => {
    throw new KeystoreError("KEY_NOT_OPEN");
  },
  fault: async (_: undefined): Promise<void> => {
    throw new TypeError("of ours");
  },
  never: (_: undefined) => new Promise<void>(() => undefined),
};

function remote() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const listening = (port: typeof port1) => ({
    postMessage: (message: unknown) => port.postMessage(message),
    addEventListener: (_: "message", listener: (event: { data: unknown }) => void) =>
      void port.on("message", (data) => listener({ data })),
  });
  serve(listening(port2), face);
  return connect<typeof face>(listening(port1));
}

it("gives each caller its own answer", async () => {
  const { call } = remote();
  const answers = await Promise.all([call("double", 1), call("double", 2), call("bytes", Uint8Array.of(1, 2))]);
  expect(answers).toEqual([2, 4, Uint8Array.of(2, 1)]);
});

it("brings an error back with its class and code, and a fault of ours as one code", async () => {
  const { call } = remote();
  await expect(call("wrongPassword", undefined)).rejects.toBeInstanceOf(PkiError);
  await expect(call("wrongPassword", undefined)).toRejectWithCode("PASSWORD_WRONG");
  await expect(call("notOpen", undefined)).rejects.toBeInstanceOf(KeystoreError);
  await expect(call("notOpen", undefined)).toRejectWithCode("KEY_NOT_OPEN");
  await expect(call("fault", undefined)).toRejectWithCode("KEYSTORE_FAILED");
});

it("fails what is under way when the other side is given up", async () => {
  const { call, abandon } = remote();
  const waiting = call("never", undefined);
  abandon(new KeystoreError("KEY_NOT_OPEN"));
  await expect(waiting).toRejectWithCode("KEY_NOT_OPEN");
});
