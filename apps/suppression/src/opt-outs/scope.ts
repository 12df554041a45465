/** `*`, an advertiser id, or `<advertiser id>/<stream>`. */
export const SCOPE = /^(\*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\/[\w-]{1,64})?)$/i;
