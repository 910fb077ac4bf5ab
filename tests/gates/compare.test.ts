import { expect, it } from "vitest";
import { compare, spreadOf } from "../../bench/compare.ts";

it("measures all sides in turn and compares neighbours", async () => {
  const turns: string[] = [];
  const side = (name: string, rates: number[]) => ({
    name,
    perSecond: async () => {
      turns.push(name);
      return rates.shift() ?? 0;
    },
  });
  const found = await compare({ subject: side("a", [9, 10, 30, 20]), yardsticks: [side("b", [9, 20, 20, 20])] }, 3);
  expect(turns.join("")).toBe("abababab");
  expect(found.yardsticks[0]?.ratio).toEqual({ min: 0.5, median: 1, max: 1.5 });
});

it("takes the middle of an odd count", () => {
  expect(spreadOf([5, 1, 3])).toEqual({ min: 1, median: 3, max: 5 });
});
