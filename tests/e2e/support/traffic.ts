import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";

/** Everything that left one browser: addresses, headers, bodies and web socket frames, its workers' included. */
export function recordTraffic(context: BrowserContext): { readonly sent: () => Promise<Buffer> } {
  const pieces: (Buffer | Promise<Buffer>)[] = [];
  context.on("request", (request) => {
    pieces.push(Buffer.from(request.url()), request.postDataBuffer() ?? Buffer.alloc(0));
    pieces.push(
      request.allHeaders().then(
        (headers) => Buffer.from(JSON.stringify(headers)),
        () => Buffer.alloc(0),
      ),
    );
  });
  const listen = (page: Page) =>
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => pieces.push(Buffer.from(payload)));
    });
  context.pages().forEach(listen);
  context.on("page", listen);
  return { sent: async () => Buffer.concat(await Promise.all(pieces)) };
}

/** Whether a secret, or any stretch of 24 bytes of it, stands in the traffic as it is, in base64, in hex or in a URL. */
export function holds(traffic: Buffer, secret: Buffer): boolean {
  const text = traffic.toString("latin1");
  return forms(secret).some((form) => text.includes(form));
}

function forms(secret: Buffer): string[] {
  const stretches: Buffer[] = [];
  for (let at = 0; at + 24 <= secret.length; at += 24) stretches.push(secret.subarray(at, at + 24));
  if (secret.length < 24) stretches.push(secret);
  return stretches.flatMap((stretch) => [
    stretch.toString("latin1"),
    stretch.toString("hex"),
    // the same bytes at each of the three places that they can take in a longer base64 text
    ...[0, 1, 2].map((shift) => innerBase64(stretch, shift)),
    encodeURIComponent(stretch.toString("latin1")),
  ]);
}

/** The letters of base64 that depend on these bytes alone, when they stand `shift` bytes after a multiple of three. */
function innerBase64(bytes: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const begin = shift === 0 ? 0 : shift + 1;
  const whole = Math.floor(((shift + bytes.length) * 8) / 6);
  return padded.slice(begin, whole);
}

/** Everything that a visit left in the browser: storages, databases, caches and the page itself. */
export async function storedIn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const dump: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML];
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const values = await new Promise<unknown[]>((resolve, reject) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(reading.error);
        });
        dump.push(name, store, values);
      }
      database.close();
    }
    for (const name of await caches.keys()) dump.push(name);
    return JSON.stringify(dump, (_, value) =>
      value instanceof ArrayBuffer
        ? [...new Uint8Array(value)]
        : ArrayBuffer.isView(value)
          ? [...new Uint8Array(value.buffer)]
          : value,
    );
  });
}

export const fileBytes = (path: string): Buffer => readFileSync(path);
