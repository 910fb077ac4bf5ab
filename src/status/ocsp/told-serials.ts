/** What the register has told of and nobody has read yet. */
export interface ToldSerials {
  /** @param word as it came; what is no list of serial numbers counts as nothing, because anybody may send words */
  add(word: string): void;
  /** The serial numbers told since the last call. */
  take(): readonly string[];
  /** Whether so much has changed that all is to be read; true the first time. */
  takeAll(): boolean;
  /** Waits until something is told, `wake` is called, or so much time is over. */
  wait(ms: number): Promise<void>;
  wake(): void;
}

const SERIALS = /^[0-9a-f]{2,40}( [0-9a-f]{2,40})*$/;

export function toldSerials(): ToldSerials {
  let serials = new Set<string>();
  let all = true;
  let awake: (() => void) | undefined;
  const wake = () => awake?.();
  return {
    wake,
    add(word) {
      if (word === "*") all = true;
      else if (SERIALS.test(word)) for (const serial of word.split(" ")) serials.add(serial);
      wake();
    },
    take() {
      const taken = [...serials];
      serials = new Set();
      return taken;
    },
    takeAll() {
      const taken = all;
      all = false;
      return taken;
    },
    wait: (ms) =>
      new Promise((settle) => {
        if (all || serials.size > 0) return settle();
        const timer = setTimeout(settle, ms);
        awake = () => {
          clearTimeout(timer);
          settle();
        };
      }),
  };
}
