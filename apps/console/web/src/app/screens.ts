import { administratorScreens } from '../administrator/screens';
import { auditorScreens } from '../auditor/screens';
import { advertiserScreens, marketerScreens } from '../marketer/screens';
import { operatorScreens } from '../operator/screens';
import { reviewerScreens } from '../reviewer/screens';
import type { Role } from '../session/session';
import type { Screen } from '../design/screen';

/** Every screen, in the order of the menu. */
export const screens: readonly Screen[] = [
  ...marketerScreens,
  ...reviewerScreens,
  ...auditorScreens,
  ...operatorScreens,
  ...advertiserScreens,
  ...administratorScreens,
];

export const maySee = ({ roles }: Screen, own: readonly Role[]): boolean => roles.some((role) => own.includes(role));

/** Menu items of a person. */
export const menuOf = (own: readonly Role[]) =>
  screens.flatMap((screen) =>
    screen.menu !== undefined && maySee(screen, own) ? [{ ...screen, menu: screen.menu }] : [],
  );
