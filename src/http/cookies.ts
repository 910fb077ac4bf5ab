import { toBase64Url } from "#pki/bytes.ts";

/** The session, what challenges are bound to until the browser closes, and what a browser is known again by. */
type Jar = "session" | "browser" | "known";

/** 32 random bytes in base64url: all that our cookies ever hold. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** Browsers keep no cookie for longer. */
const KNOWN_SECONDS = 400 * 86_400;
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The cookie's value, or null for none and for anything that cannot be ours.
 *
 * A name without `__Host-` is read only where we may have had to set one: see `setCookie`.
 */
export function readCookie(header: string | null, jar: Jar, origin: string): string | null {
  const cookies = new Map(
    (header ?? "").split(/;\s*/).map((pair): [string, string] => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
  const value = cookies.get(hostName(jar)) ?? (LOOPBACK.test(origin) ? cookies.get(plainName(jar)) : undefined);
  return value !== undefined && TOKEN.test(value) ? value : null;
}

/**
 * The `Set-Cookie` values that give a browser its token.
 *
 * `__Host-` needs Secure, and some browsers keep no such cookie from `http://localhost`: there, and only there, a plain
 * one is set beside it.
 */
export function setCookie(jar: Jar, value: string, origin: string): readonly string[] {
  const age = jar === "known" ? `; Max-Age=${KNOWN_SECONDS}` : "";
  const rest = `=${value}; Path=/; HttpOnly; SameSite=${jar === "session" ? "Lax" : "Strict"}${age}`;
  const host = `${hostName(jar)}${rest}; Secure`;
  return LOOPBACK.test(origin) ? [host, `${plainName(jar)}${rest}`] : [host];
}

/** The same names with an end in the past. */
export function dropCookie(jar: Jar, origin: string): readonly string[] {
  return setCookie(jar, "", origin).map((cookie) => `${cookie}; Max-Age=0`);
}

export function newToken(random: (length: number) => Uint8Array): string {
  return toBase64Url(random(32));
}

const hostName = (jar: Jar) => `__Host-tanba-${jar}`;
const plainName = (jar: Jar) => `tanba-${jar}`;
