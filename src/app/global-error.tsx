"use client";

import "./globals.css";

const TEXTS = [
  ["kk", "Бізде қате болды. Бетті қайта ашып көріңіз."],
  ["ru", "Произошла ошибка на нашей стороне. Попробуйте открыть страницу снова."],
  ["en", "Something went wrong on our side. Try to open the page again."],
] as const;

/** When even the frame of the pages failed: nobody knows the language any more, so all three are spoken. */
export default function GlobalFailed() {
  return (
    <html lang="kk">
      <head>
        <title>Таңба</title>
      </head>
      <body>
        <main className="mx-auto max-w-journey px-4 py-16">
          <h1 className="mb-6 text-2xl">Таңба</h1>
          {TEXTS.map(([language, text]) => (
            <p key={language} lang={language} className="mt-3">
              {text}
            </p>
          ))}
          <a
            href="/"
            className="mt-8 inline-flex min-h-12 items-center rounded-md bg-accent px-5 font-semibold text-on-accent"
          >
            ↻ Таңба
          </a>
        </main>
      </body>
    </html>
  );
}
