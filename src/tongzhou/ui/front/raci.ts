import "./islands/raci";
