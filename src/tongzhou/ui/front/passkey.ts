import "./islands/passkey";
