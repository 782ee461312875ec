/** What must not stand in a log, and what stands there instead. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // SDK keys, percent-encoded too; the kind may be known.
  [/\bhlk(?:_|%5f)(server|client)(?:_|%5f)[\w%-]+/gi, 'hlk_$1_[redacted]'],
  // JSON Web Tokens.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[redacted]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [redacted]'],
  // Headers, wherever an object of them is logged.
  [
    /"((?:proxy-)?authorization|cookie|set-cookie|x-api-key)":(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi,
    '"$1":"[redacted]"',
  ],
  // Queries.
  [
    /([?&](?:ticket|token|access_token|id_token|refresh_token|api_key|code|secret)=)[^&#"\\\s]+/gi,
    '$1[redacted]',
  ],
  // Passwords in addresses, such as the database's.
  [/:\/\/[^/\s:@"]*:[^@\s/"]+@/g, '://[redacted]@'],
];

/**
 * A line of the log without secrets, wherever in it they stand: in a header, an address, an error's
 * message. It is applied to the bytes, so that nobody has to think of it when they log something.
 */
export function withoutSecrets(line: string): string {
  return SECRETS.reduce((text, [secret, instead]) => text.replace(secret, instead), line);
}
