import { type KeyboardEvent, useEffect, useRef, useState } from "react";

const NONE: readonly string[] = [];

/** The rows of a form that are chosen by boxes of one name, which the rows bring themselves; Escape lets all of them go. */
export function useChosen(name: string) {
  const ref = useRef<HTMLFormElement>(null);
  const [{ chosen, all }, setRows] = useState({ chosen: NONE, all: 0 });

  const boxes = () => [...(ref.current?.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`) ?? [])];
  const recount = () => {
    const values = boxes().flatMap(({ checked, value }) => (checked ? [value] : []));
    setRows({ chosen: values, all: boxes().length });
  };
  const choose = (every: boolean) => {
    for (const box of boxes()) box.checked = every;
    recount();
  };
  // Back brings the ticks back
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the rows have come
  useEffect(recount, []);

  const onKeyDown = ({ key }: KeyboardEvent) => key === "Escape" && choose(false);
  return { chosen, all, choose, form: { ref, onChange: recount, onKeyDown } };
}
