import { createBrowserRouter } from 'react-router';
import { features } from './features';
import { Gate } from './Gate';
import { HomeRedirect } from './HomeRedirect';
import { NotFoundPage } from './NotFoundPage';
import { RouteError } from './RouteError';
import { Shell } from './Shell';

export const router = createBrowserRouter([
  {
    element: <Gate />,
    hydrateFallbackElement: <></>,
    errorElement: <RouteError />,
    children: [
      { index: true, element: <HomeRedirect /> },
      {
        path: 'shops/:shop',
        element: <Shell />,
        children: [
          {
            errorElement: <RouteError />,
            children: [...features.flatMap((feature) => feature.routes), { path: '*', element: <NotFoundPage /> }],
          },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);
