/** Who made a change, by the subject that the API names; the system itself goes by its own name. */
export const actorName = (subject: string) =>
  subject.startsWith('system:') ? `Halyard (${subject.slice('system:'.length)})` : subject;
