import { z } from "zod";
import type { Citizen, CitizenRegistry, Company, Found } from "./citizen-registry.ts";

const TIMEOUT_MS = 5_000;
const MOST_OCTETS = 16_384;

const name = z.string().min(1).max(200);
const iin = z.string().regex(/^\d{12}$/);
const Phone = z.object({
  number: z.string().regex(/^\+[1-9]\d{7,14}$/),
  since: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});

/** 200 of POST …/persons. */
const PersonAnswer = z.object({
  person: z
    .object({
      iin,
      surname: name,
      givenName: name,
      patronymic: name.nullable(),
      phone: Phone.nullable(),
      resident: z.boolean(),
    })
    .nullable(),
});

/** 200 of POST …/companies. */
const CompanyAnswer = z.object({ company: z.object({ bin: iin, name, firstHead: iin.nullable() }).nullable() });

interface Gateway {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token?: string | undefined;
}

/**
 * The state registers behind a gateway that speaks JSON over HTTPS:
 *
 * - `POST <url>/persons` with `{"iin":"…"}` gives 200 and `{"person":{iin, surname, givenName, patronymic, phone:
 *   {number, since}, resident}}`; `patronymic` and `phone` may be null. `{"person":null}` says that there is none.
 * - `POST <url>/companies` with `{"bin":"…"}` gives 200 and `{"company":{bin, name, firstHead}}` or `{"company":null}`.
 *
 * Numbers stand in the body and never in the address, where logs would keep them; "there is none" is an answer of its own,
 * so that a wrong address can't be taken for it. Everything else counts as no answer: another status, more than 16 KiB, more
 * than five seconds, a redirection, JSON of another form, somebody else than was asked for.
 */
export function citizensOverHttp(gateway: Gateway): CitizenRegistry {
  return {
    async findPerson(asked) {
      const { data } = PersonAnswer.safeParse(await ask(gateway, "persons", { iin: asked }));
      if (!data || (data.person && data.person.iin !== asked)) return UNAVAILABLE;
      if (!data.person) return NOT_FOUND;
      const { resident: isResident, ...person } = data.person;
      return found<Citizen>({ ...person, isResident });
    },
    async findCompany(asked) {
      const { data } = CompanyAnswer.safeParse(await ask(gateway, "companies", { bin: asked }));
      if (!data || (data.company && data.company.bin !== asked)) return UNAVAILABLE;
      return data.company ? found<Company>(data.company) : NOT_FOUND;
    },
  };
}

const UNAVAILABLE = { kind: "UNAVAILABLE" } as const;
const NOT_FOUND = { kind: "NOT_FOUND" } as const;
const found = <T>(what: T): Found<T> => ({ kind: "FOUND", found: what });

/** The JSON of the answer; undefined where there is none that could be read. */
async function ask(
  { url, token }: Gateway,
  path: string,
  question: Readonly<Record<string, string>>,
): Promise<unknown> {
  try {
    const response = await fetch(`${url}/${path}`, {
      ...{ method: "POST", body: JSON.stringify(question), redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) },
      headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    });
    if (response.status !== 200) return undefined;
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await atMost(response, MOST_OCTETS)));
  } catch {
    return undefined;
  }
}

async function atMost({ body }: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > most) throw new Error("too long");
    parts.push(part);
  }
  return Buffer.concat(parts);
}
