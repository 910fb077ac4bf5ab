import { join } from "node:path";
import PDFDocument from "pdfkit";

/** In the standalone build as here the modules lie under the folder that the process runs in. */
const FONTS = join(process.cwd(), "node_modules/@expo-google-fonts/golos-text");
const REGULAR = join(FONTS, "400Regular/GolosText_400Regular.ttf");
const BOLD = join(FONTS, "600SemiBold/GolosText_600SemiBold.ttf");

const MARGIN = 36;
const PADDING = 4;
const SIZE = 8;
const BOTTOM = 28;

interface Sheet {
  readonly title: string;
  readonly made: Date;
  /** Below the title: who, when, what was left out. */
  readonly lines: readonly string[];
  readonly headers: readonly string[];
}

/** A table on A4 across; the header stands on every page again. `close` numbers the pages and gives what to read from. */
export function openSheet({ title, made, lines, headers }: Sheet) {
  const document = new PDFDocument({
    ...{ size: "A4", layout: "landscape", margin: MARGIN, bufferPages: true, font: REGULAR },
    info: { Title: title, Creator: "Tańba", Producer: "Tańba", CreationDate: made },
  });
  const width = document.page.width - 2 * MARGIN;
  const column = width / headers.length;
  const lowest = () => document.page.height - MARGIN - BOTTOM;

  document.font(BOLD).fontSize(9).text("Tańba", MARGIN, MARGIN).fontSize(15).text(title, { width });
  document.moveDown(0.3).font(REGULAR).fontSize(9);
  for (const line of lines) document.text(line, { width });
  let y = document.y + 10;
  write(headers, BOLD);

  function write(cells: readonly string[], font: string): void {
    document.font(font).fontSize(SIZE);
    const inside = column - 2 * PADDING;
    const height =
      Math.max(...cells.map((cell) => document.heightOfString(cell || " ", { width: inside }))) + 2 * PADDING;
    if (y + height > lowest()) {
      document.addPage();
      y = MARGIN;
      if (font !== BOLD) write(headers, BOLD);
      document.font(font).fontSize(SIZE);
    }
    for (const [at, cell] of cells.entries()) {
      document.text(cell, MARGIN + at * column + PADDING, y + PADDING, { width: inside });
    }
    y += height;
    document
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + width, y)
      .lineWidth(font === BOLD ? 1 : 0.3)
      .stroke();
  }

  return {
    row: (cells: readonly string[]) => write(cells, REGULAR),
    close(footer: (page: number, total: number) => string) {
      const { count } = document.bufferedPageRange();
      for (let page = 0; page < count; page++) {
        document.switchToPage(page);
        const at = document.page.height - MARGIN - 10;
        document
          .font(REGULAR)
          .fontSize(8)
          .text(footer(page + 1, count), MARGIN, at, { width, align: "right", lineBreak: false });
      }
      document.end();
      return document;
    },
  };
}
