/** Part of a request whose body is a CSV file as it is, whatever its size. */
export const csvBody = (file: File | null) => ({
  body: file as never,
  bodySerializer: (body: unknown) => body as File,
  headers: { 'content-type': 'text/csv' },
});
