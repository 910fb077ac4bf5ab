import { MessageChannel, type MessagePort } from "node:worker_threads";
import { vi } from "vitest";
import { createKeyRing } from "#browser/keystore/key-ring.ts";
import { type Port, serve } from "#browser/keystore/remote.ts";
import type { WaitingStore } from "#browser/keystore/waiting-store.ts";

const asPort = (port: MessagePort): Port => ({
  postMessage: (message) => port.postMessage(message),
  addEventListener: (type, listener) => void (type === "message" && port.on("message", (data) => listener({ data }))),
});

/**
 * Puts a stand-in for Web Workers in place, which Node has not: a key ring of its own for each, over real messages.
 *
 * @returns how many run
 */
export function workersInThisProcess({ now, store }: { readonly now: () => Date; readonly store: WaitingStore }) {
  const open = new Set<MessagePort>();
  class WorkerInThisProcess {
    readonly #port: MessagePort;
    readonly postMessage: Port["postMessage"];
    readonly addEventListener: Port["addEventListener"];

    constructor() {
      const { port1, port2 } = new MessageChannel();
      open.add(port1);
      serve(asPort(port2), createKeyRing({ now, store }));
      this.#port = port1;
      ({ postMessage: this.postMessage, addEventListener: this.addEventListener } = asPort(port1));
    }

    terminate() {
      open.delete(this.#port);
      this.#port.close();
    }
  }
  vi.stubGlobal("Worker", WorkerInThisProcess);
  return () => open.size;
}
