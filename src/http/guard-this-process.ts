import { portalEnv } from "#compose";
import { guardEdge } from "./edge.ts";

/** Puts the guard before the framework, as the settings of this process say. */
export function guardThisProcess(): void {
  const { TANBA_ORIGIN: origin, TANBA_TRUSTED_PROXIES: trustedProxies } = portalEnv();
  guardEdge({ origin, trustedProxies });
}
