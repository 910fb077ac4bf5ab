import { type NextRequest, NextResponse } from "next/server";
import { ASKED_PATH } from "#http/asked-path.ts";
import { contentSecurityPolicy } from "#http/content-security-policy.ts";
import { refusePageRequest } from "#http/refuse-page-request.ts";
import { securityHeaders } from "#http/security-headers.ts";
import { preferredLocale } from "#i18n/preferred-locale.ts";
import { routing } from "#i18n/routing.ts";
import { toBase64 } from "#pki/bytes.ts";

const LANGUAGE_COOKIE = "tanba-language";

/**
 * Before every page: refuses what no browser sends, brings the visitor to a language, and sets the headers.
 *
 * No authorisation lives here: a page asks for its actor itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const development = process.env.NODE_ENV === "development";
  const refused = refusePageRequest(request.method, pathname, request.headers);
  if (refused) return withHeaders(new NextResponse(null, { status: refused }));
  if (development && /^\/_{1,2}next/.test(pathname)) return NextResponse.next();

  const chosen = request.cookies.get(LANGUAGE_COOKIE)?.value;
  const locale = routing.locales.find((one) => pathname === `/${one}` || pathname.startsWith(`/${one}/`));
  if (!locale) {
    const preferred = preferredLocale(chosen, request.headers.get("accept-language"));
    const target = new URL(`/${preferred}${pathname === "/" ? "" : pathname}${search}`, request.url);
    return withHeaders(NextResponse.redirect(target, { headers: { vary: "accept-language, cookie" } }));
  }

  const policy = contentSecurityPolicy(toBase64(crypto.getRandomValues(new Uint8Array(18))), development);
  const headers = new Headers(request.headers);
  headers.delete("x-nonce");
  headers.delete("content-security-policy-report-only");
  headers.set("content-security-policy", policy);
  headers.set("x-next-intl-locale", locale);
  headers.set(ASKED_PATH, pathname.slice(locale.length + 1));
  const response = withHeaders(NextResponse.next({ request: { headers } }));
  response.headers.set("content-security-policy", policy);
  // A prefetched link to another language is not a choice; a page that was really opened is.
  if (locale !== chosen && request.headers.get("sec-fetch-dest") === "document") {
    response.cookies.set(LANGUAGE_COOKIE, locale, { maxAge: 31_536_000, sameSite: "lax", path: "/" });
  }
  return response;
}

function withHeaders(response: NextResponse): NextResponse {
  for (const [name, value] of Object.entries(securityHeaders(process.env["TANBA_ORIGIN"] ?? ""))) {
    response.headers.set(name, value);
  }
  return response;
}

export const config = { matcher: ["/((?!api/|_next/static/|icon\\.svg$|favicon\\.ico$|robots\\.txt$).*)"] };
