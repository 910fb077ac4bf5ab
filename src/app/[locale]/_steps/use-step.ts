"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * The step of a journey that stands in the address, so that the browser's Back goes one step back.
 *
 * Nothing is loaded between steps: what was entered stays in the component. A step that is not of the journey is its first.
 */
export function useStep<Step extends string>(steps: readonly [Step, ...Step[]]) {
  const asked = useSearchParams().get("step");
  const step = steps.find((one) => one === asked) ?? steps[0];
  const shown = useRef(step);

  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    window.scrollTo(0, 0);
    document.getElementById("page-title")?.focus();
  }, [step]);

  const address = (to: Step) => {
    const query = new URLSearchParams(window.location.search);
    if (to === steps[0]) query.delete("step");
    else query.set("step", to);
    return query.size === 0 ? window.location.pathname : `?${query}`;
  };
  return {
    step,
    number: steps.indexOf(step) + 1,
    go: (to: Step) => window.history.pushState(null, "", address(to)),
    /** Puts another step in the place of this one: Back does not return to it. */
    replace: (to: Step) => window.history.replaceState(null, "", address(to)),
    back: () => window.history.back(),
  };
}
