import { type PeerRequest, startPeer } from "./peer.ts";

export type ProviderFault = "takes" | "takes and is cut" | "takes and says 500" | "is cut" | "says 429";

/** An SMS provider that sends whatever it takes, as often as it takes it, and can be asked what it has sent. */
export interface SmsProvider {
  readonly url: string;
  /** How often it has sent each message, by our number of it. */
  readonly sent: ReadonlyMap<string, number>;
  behave(fault: () => ProviderFault): void;
}

/** Speaks as the sink does, but forgives nothing. */
export async function startSmsProvider(): Promise<SmsProvider> {
  const sent = new Map<string, number>();
  let fault = (): ProviderFault => "takes";
  const take = ({ form }: PeerRequest) => {
    const id = form.get("id") ?? "";
    sent.set(id, (sent.get(id) ?? 0) + 1);
    return id;
  };
  const peer = await startPeer((request, response) => {
    const say = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (request.path === "/sms/find") {
      const id = request.form.get("id") ?? "";
      return say(200, { id: sent.has(id) ? id : null });
    }
    const now = fault();
    if (now === "is cut") return void response.destroy();
    if (now === "says 429") return say(429, {});
    const id = take(request);
    if (now === "takes and is cut") return void response.destroy();
    if (now === "takes and says 500") return say(500, {});
    return say(200, { id });
  });
  return {
    ...{ url: peer.url, sent },
    behave(next) {
      fault = next;
    },
  };
}
