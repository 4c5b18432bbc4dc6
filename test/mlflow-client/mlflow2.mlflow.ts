import { tellStories } from "./stories.js";

tellStories("mlflow2");
