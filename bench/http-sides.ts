import type { Side } from "./bench.ts";
import { spreadOf } from "./compare.ts";
import { cpuTime } from "./cpu-time.ts";
import { type Load, loadOver } from "./http-load.ts";

/** Servers that are compared under the same load, by their rates and by the processor time that they take for an answer. */
export interface HttpSides {
  /** @throws {Error} when anything is refused */
  side(name: string, ports: readonly number[]): Side;
  /** A line for each, from the least to the most; none where nobody counts processor time. */
  notes(): readonly string[];
}

export function httpSides(load: Omit<Load, "ports">): HttpSides {
  const spent = new Map<string, { readonly servers: number; readonly load: number }[]>();
  return {
    side: (name, ports) => ({
      name,
      async perSecond() {
        const before = cpuTime();
        const { perSecond, refused } = await loadOver({ ...load, ports });
        const after = cpuTime();
        if (refused > 0) throw new Error(`${name} refused ${refused} questions`);
        const answers = (perSecond * load.lengthMs) / 1000;
        const each = (ms: number) => (ms * 1000) / answers;
        if (before && after) {
          const one = { servers: each(after.others - before.others), load: each(after.own - before.own) };
          spent.set(name, [...(spent.get(name) ?? []), one]);
        }
        return perSecond;
      },
    }),
    notes: () =>
      [...spent].map(([name, measured]) => {
        // the first round only warms up
        const servers = shown(measured.slice(1).map((one) => one.servers));
        return `${servers} µs of processor an answer, and ${shown(measured.slice(1).map((one) => one.load))} of the load: ${name}`;
      }),
  };
}

function shown(numbers: readonly number[]): string {
  const { min, median, max } = spreadOf(numbers);
  return [min, median, max].map((value) => value.toFixed(0)).join(" / ");
}
