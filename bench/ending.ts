type Step = () => Promise<void>;

const steps = new Set<Step>();

/** Sees to it that a step is taken when the run ends before its time; returns what takes it, once, in good time. */
export function endWith(step: Step): Step {
  steps.add(step);
  return async () => {
    if (steps.delete(step)) await step();
  };
}

/** Takes all steps that are left, the last first, whatever becomes of one. */
export async function endAll(): Promise<void> {
  for (const step of [...steps].reverse()) {
    steps.delete(step);
    await step().catch((error: unknown) => console.error(error));
  }
}
