/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly VITE_LICENSE_API: string;
}
