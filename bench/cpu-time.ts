import { readdirSync, readFileSync } from "node:fs";

/** CPU time since their start of this process and of those that it has started, in milliseconds; to 10 ms. */
export interface CpuTime {
  readonly own: number;
  readonly postgres: number;
  readonly others: number;
}

const TICK_MS = 10;

/** What the kernel has counted so far; undefined where there is no Linux to ask. */
export function cpuTime(): CpuTime | undefined {
  if (process.platform !== "linux") return undefined;
  const { user, system } = process.cpuUsage();
  const found = new Map(readdirSync("/proc").filter(isNumber).flatMap(statOf));
  const started = [...found.values()].filter(({ pid }) => descends(found, pid));
  const sum = (wanted: boolean) =>
    started.filter(({ name }) => (name === "postgres") === wanted).reduce((total, { cpuMs }) => total + cpuMs, 0);
  return { own: (user + system) / 1000, postgres: sum(true), others: sum(false) };
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly cpuMs: number;
}

const isNumber = (text: string) => /^\d+$/.test(text);

/** @see proc_pid_stat(5): the name stands in brackets and may hold anything; of the fields after it these are 4, 14 to 17 */
function statOf(pid: string): readonly (readonly [pid: number, stat: Stat])[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    const fields = stat.slice(end + 2).split(" ");
    const ticks = fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
    const name = stat.slice(stat.indexOf("(") + 1, end);
    return [[Number(pid), { pid: Number(pid), parent: Number(fields[1]), name, cpuMs: ticks * TICK_MS }]];
  } catch {
    // it has ended meanwhile
    return [];
  }
}

function descends(found: ReadonlyMap<number, Stat>, pid: number): boolean {
  for (let at = found.get(pid)?.parent; at !== undefined; at = found.get(at)?.parent)
    if (at === process.pid) return true;
  return false;
}
