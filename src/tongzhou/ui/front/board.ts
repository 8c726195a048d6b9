import "./islands/board";
