interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** As much of a browser as a sign-in takes: it follows redirects on one origin and keeps cookies. */
export class Browser {
  private readonly cookies = new Map<string, Cookie>();

  /** Opens an address, and follows redirects until there is a page or the way leads elsewhere. */
  async open(url: string | URL, init: RequestInit = {}): Promise<{ url: URL; response: Response }> {
    const at = new URL(url);
    const response = await fetch(at, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, accept: 'text/html', cookie: this.cookieHeader(at) },
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const location = response.headers.get('location');
    if (!location) return { url: at, response };
    const next = new URL(location, at);
    return next.origin === at.origin ? this.open(next) : { url: next, response };
  }

  /** Sends the form of the page it is on. */
  submit(url: URL, fields: Record<string, string>): Promise<{ url: URL; response: Response }> {
    return this.open(url, { method: 'POST', body: new URLSearchParams(fields) });
  }

  private cookieHeader({ pathname }: URL): string {
    const cookies = [...this.cookies.values()].filter(({ path }) => pathname.startsWith(path));
    return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  private keep(cookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (!name) return;
    const path = /; *path=([^;]+)/i.exec(cookie)?.[1] ?? '/';
    if (value) this.cookies.set(`${path} ${name}`, { name, value, path });
    else this.cookies.delete(`${path} ${name}`);
  }
}
