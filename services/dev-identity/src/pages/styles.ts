/** The look of every page here, light and dark, from a phone's width up. */
export const STYLES = `
:root {
  --accent: #5457e0;
  --page: #f8f8fa;
  --glow: rgb(84 87 224 / 7%);
  --surface: #fff;
  --hover: #f4f4f8;
  --line: #e6e6ec;
  --text: #17171c;
  --muted: #65656f;
  --avatar-tint: 62%;
  --avatar-light: 92%;
  --avatar-text: 34%;
  --shadow: 0 1px 2px rgb(20 20 40 / 5%), 0 12px 32px -12px rgb(20 20 40 / 12%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --accent: #6e71f2;
    --page: #0d0d10;
    --glow: rgb(110 113 242 / 11%);
    --surface: #16161a;
    --hover: #1e1e24;
    --line: #28282f;
    --text: #f2f2f5;
    --muted: #9c9ca8;
    --avatar-tint: 34%;
    --avatar-light: 25%;
    --avatar-text: 82%;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 16px 40px -16px rgb(0 0 0 / 70%);
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: 24px;
  padding: 24px 16px;
  background: radial-gradient(720px 420px at 50% -80px, var(--glow), transparent) var(--page);
  color: var(--text);
  font: 15px/1.45 Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  -webkit-font-smoothing: antialiased;
}
main { width: 100%; max-width: 408px; margin: auto 0; }
header { display: flex; align-items: center; justify-content: space-between; margin-bottom: 24px; }
.mark { width: 36px; height: 36px; display: block; }
.badge {
  padding: 3px 10px;
  border: 1px solid var(--line);
  border-radius: 999px;
  background: var(--surface);
  color: var(--muted);
  font-size: 12px;
  font-weight: 500;
}
h1 { margin: 0; font-size: 22px; font-weight: 600; letter-spacing: -0.018em; line-height: 1.25; }
.lead { margin: 6px 0 20px; color: var(--muted); }
.card {
  margin: 0;
  padding: 0;
  list-style: none;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: 12px;
  background: var(--surface);
  box-shadow: var(--shadow);
}
.card > li + li { border-top: 1px solid var(--line); }
.row {
  display: flex;
  align-items: center;
  gap: 12px;
  width: 100%;
  padding: 11px 14px;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  text-align: left;
  text-decoration: none;
  cursor: pointer;
  transition: background-color 0.12s ease;
}
.row:hover { background: var(--hover); }
.row:active { background: var(--line); }
.row:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; background: var(--hover); }
.card > li:first-child .row { border-radius: 11px 11px 0 0; }
.card > li:last-child .row { border-radius: 0 0 11px 11px; }
.card > li:only-child .row { border-radius: 11px; }
.avatar {
  flex: none;
  width: 34px;
  height: 34px;
  display: grid;
  place-items: center;
  border-radius: 50%;
  background: hsl(var(--hue) var(--avatar-tint) var(--avatar-light));
  color: hsl(var(--hue) 55% var(--avatar-text));
  font-size: 12.5px;
  font-weight: 600;
  letter-spacing: 0.02em;
}
.who { flex: 1; min-width: 0; display: block; }
.name { display: flex; align-items: baseline; gap: 8px; font-weight: 500; }
.name code {
  overflow: hidden;
  color: var(--muted);
  font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.about { display: block; color: var(--muted); font-size: 13px; }
.arrow { flex: none; width: 16px; height: 16px; color: var(--muted); opacity: 0.55; transition: transform 0.12s ease; }
.row:hover .arrow, .row:focus-visible .arrow { opacity: 1; transform: translateX(2px); }
footer { max-width: 408px; color: var(--muted); font-size: 12.5px; text-align: center; text-wrap: balance; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
