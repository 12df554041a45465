// What calls need to know of the session, outside of React: the token that says that a call is this page's own.

let csrf = '';
let over: () => void = () => undefined;

export const csrfToken = (): string => csrf;
export const rememberCsrf = (token: string): void => void (csrf = token);

/** @param then - called when a service no longer knows who asks */
export const onSessionOver = (then: () => void): void => void (over = then);
export const sessionIsOver = (): void => over();
