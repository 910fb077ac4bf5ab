import { z } from "zod";
import { type Fate, PostError } from "./post-error.ts";

interface Question<Answer> {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  readonly answer: z.ZodType<Answer>;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const ANSWER_MAX = 65_536;
/** Of these nothing has reached the other side. */
const NEVER_ASKED = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

/**
 * Posts a form to a provider over HTTP and reads its JSON.
 *
 * @throws {PostError} LATER when the provider was not reached or says so itself (429, 401, 403), REFUSED for another 4xx, LOST
 *   for anything after which nobody knows what it has done: 5xx, silence, an answer that is none
 */
export async function askProvider<Answer>({
  url,
  form,
  answer,
  timeoutMs = TIMEOUT_MS,
}: Question<Answer>): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
    signal,
  }).catch((cause: unknown) => {
    throw new PostError(...unheard(cause), { cause });
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new PostError(`HTTP_${response.status}`, fateOfStatus(response.status));
  }
  const text = await response.text().catch((cause: unknown) => {
    throw new PostError("HTTP_CUT", "LOST", { cause });
  });
  const read = text.length > ANSWER_MAX ? undefined : answer.safeParse(json(text));
  if (!read?.success) throw new PostError("ANSWER_STRANGE", "LOST");
  return read.data;
}

export function fateOfStatus(status: number): Fate {
  if (status >= 500) return "LOST";
  return status < 400 || [401, 403, 408, 425, 429].includes(status) ? "LATER" : "REFUSED";
}

/** The code and the fate of a question that was not answered. */
export function unheard(error: unknown): [code: string, fate: Fate] {
  const code = codeOf(error) ?? "SILENT";
  return [`HTTP_${code}`, NEVER_ASKED.includes(code) ? "LATER" : "LOST"];
}

function codeOf(error: unknown): string | undefined {
  const seen = z.object({ code: z.string().optional(), cause: z.unknown().optional() }).safeParse(error).data;
  return seen?.code ?? (seen?.cause === undefined ? undefined : codeOf(seen.cause));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
