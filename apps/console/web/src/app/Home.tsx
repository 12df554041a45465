import { Navigate } from '@tanstack/react-router';
import { NoPermission } from '../design/NoPermission';
import { useSession } from '../session/session';
import { menuOf } from './screens';

/** The first screen of whoever signed in. */
export function Home() {
  const { roles } = useSession();
  const [first] = menuOf(roles);
  return first === undefined ? <NoPermission /> : <Navigate to={first.path} replace />;
}
