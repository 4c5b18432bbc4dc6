import { tellStories } from "./stories.js";

tellStories("mlflow3");
