import { useTranslations } from "next-intl";
import type { QueueDay } from "#portal/queue/overview.ts";

const HEIGHT = 100;
const STEP = 10;
const BAR = 8;

const PARTS = [
  { name: "issued", fill: "fill-seal", swatch: "bg-seal" },
  { name: "waiting", fill: "fill-accent", swatch: "bg-accent" },
  { name: "ended", fill: "fill-edge", swatch: "bg-edge" },
] as const;

/** A bar for each day, as high as there were requests; the figures stand in a table beside it. */
export function DaysChart({ days, label }: { readonly days: readonly QueueDay[]; readonly label: string }) {
  const t = useTranslations("queue.days");
  const most = Math.max(1, ...days.map(({ waiting, issued, ended }) => waiting + issued + ended));
  return (
    <figure className="mb-3">
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-36 w-full border-edge border-b"
      >
        {days.map((day, place) => (
          <Bar key={day.day} day={day} left={place * STEP + (STEP - BAR) / 2} scale={HEIGHT / most} />
        ))}
      </svg>
      <figcaption className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm text-soft">
        {PARTS.map(({ name, swatch }) => (
          <span key={name} className="inline-flex items-center gap-2">
            <span aria-hidden className={`size-3 ${swatch}`} />
            {t(name)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** One day: issued at the bottom, then what waits, then what ended. */
function Bar({ day, left, scale }: { readonly day: QueueDay; readonly left: number; readonly scale: number }) {
  const heights = PARTS.map(({ name }) => day[name] * scale);
  const topOf = (place: number) => HEIGHT - heights.slice(0, place + 1).reduce((sum, height) => sum + height, 0);
  return PARTS.map(({ name, fill }, place) => (
    <rect key={name} className={fill} x={left} y={topOf(place)} width={BAR} height={heights[place]} />
  ));
}
