"""Two teams use the registry at once, under the same names; who gets which, and who sees what.

    TEAM_A=fraud TEAM_A_TOKEN=... TEAM_B=pricing TEAM_B_TOKEN=... BOTH_TEAMS_TOKEN=... python examples/two_teams.py

TEAM_A and TEAM_B are the slugs of two teams. Each token is a contributor's: of the one, of the other, of both. Each person
works in a process of their own.
"""

import argparse
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import mlflow
from ask_graphql import ask
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"

VARIABLES = ["MLFLOW_TRACKING_URI", "TEAM_A", "TEAM_A_TOKEN", "TEAM_B", "TEAM_B_TOKEN", "BOTH_TEAMS_TOKEN"]

CREATE_PRIVATE = """
mutation ($input: CreateRegisteredModelInput!) {
  createRegisteredModel(input: $input) { registeredModel { visibility } userErrors { code message } }
}"""


class Person(ProcessPoolExecutor):
    """Someone at a machine of their own: what they do runs in one process, with their settings."""

    def __init__(self, token: str, **settings: str) -> None:
        environment = {"MLFLOW_TRACKING_TOKEN": token, **settings}
        super().__init__(1, multiprocessing.get_context("spawn"), initializer=settle, initargs=(environment,))

    def does(self, work: Any, *arguments: Any) -> Any:
        return self.submit(work, *arguments).result()

    def is_refused(self, work: Any, *arguments: Any) -> tuple[str, str]:
        """The code and the message with which the server refuses."""
        return self.does(refusal, work, *arguments)


def settle(environment: dict[str, str]) -> None:
    os.environ.update(environment)


def refusal(work: Any, *arguments: Any) -> tuple[str, str]:
    try:
        work(*arguments)
    except MlflowException as error:
        return error.error_code, error.message
    return "", "was done"


def train(experiment: str) -> dict[str, Any]:
    """Three runs, the last of which keeps its model."""
    data = load_wine(as_frame=True)
    train_x, test_x, train_y, test_y = train_test_split(data.data, data.target, random_state=0)
    chosen = mlflow.set_experiment(experiment)
    runs = []
    for C in (0.01, 0.1, 1.0):
        with mlflow.start_run() as run:
            model = make_pipeline(StandardScaler(), LogisticRegression(C=C)).fit(train_x, train_y)
            mlflow.log_param("C", C)
            mlflow.log_metric("accuracy", model.score(test_x, test_y))
            if C == 1.0:
                signature = infer_signature(train_x, model.predict(train_x))
                logged = mlflow.sklearn.log_model(model, **{MODEL_NAME: "model"}, signature=signature)
        runs.append(run.info.run_id)
    return {"experiment": chosen.experiment_id, "runs": runs, "model": logged.model_uri}


def register(model_uri: str, name: str) -> str:
    return str(mlflow.register_model(model_uri, name).version)


def runs_in(experiment: str) -> list[str]:
    """What a search by the experiment's name finds."""
    return list(mlflow.search_runs(experiment_names=[experiment])["run_id"])


def models_named(names: list[str]) -> list[str]:
    """Those of the names that a search of the registry finds."""
    return [model.name for model in MlflowClient().search_registered_models() if model.name in names]


def predict(uri: str) -> int:
    """Loads the model and lets it answer for all of the wines; gives how many answers there are."""
    return len(mlflow.pyfunc.load_model(uri).predict(load_wine(as_frame=True).data))


def log_to(run_id: str) -> None:
    MlflowClient().log_metric(run_id, "accuracy", 1.0)


def tag(name: str) -> None:
    MlflowClient().set_model_version_tag(name, "1", "reviewed", "yes")


def create_private(team: str, name: str) -> str:
    team_id = ask("query ($slug: String!) { team(slug: $slug) { id } }", slug=team)["team"]["id"]
    created = ask(CREATE_PRIVATE, input={"name": name, "teamId": team_id, "visibility": "TEAM"})
    return created["createRegisteredModel"]["registeredModel"]["visibility"]


def in_the_way(names: list[str], experiment: str) -> list[str]:
    """What is there already, as after an earlier run, and which option leads past it."""
    models = [f"a registered model {name!r} (choose another --model)" for name in models_named(names)]
    taken = mlflow.get_experiment_by_name(experiment) is not None
    return models + [f"an experiment {experiment!r} (choose another --experiment)"] * taken


def note(experiment: str, text: str) -> str:
    """One run with one file, read back."""
    mlflow.set_experiment(experiment)
    with mlflow.start_run() as run:
        mlflow.log_text(text, "notes/note.txt")
    return mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/notes/note.txt")


def collide(people: dict[str, Person], name: str, experiment: str) -> tuple[str, str, dict[str, dict[str, Any]]]:
    """Both teams train and register under the same names at once; gives who owns the name, who was too late."""
    started = {team: person.submit(train, experiment) for team, person in people.items()}
    trained = {team: work.result() for team, work in started.items()}
    ids = {made["experiment"] for made in trained.values()}
    assert len(ids) == 2, f"both teams were given the same experiment: {ids}"
    for team, person in people.items():
        assert sorted(person.does(runs_in, experiment)) == sorted(trained[team]["runs"]), f"{team} sees other runs"
    print(f"each team has its own {experiment!r}, with its own {len(trained[team]['runs'])} runs")

    asked = {team: person.submit(refusal, register, trained[team]["model"], name) for team, person in people.items()}
    answers = {team: work.result() for team, work in asked.items()}
    late = [team for team, (code, _) in answers.items() if code != ""]
    assert len(late) == 1, f"of two just one is refused the name {name!r}, not: {answers}; try another --model"
    code, message = answers[late[0]]
    assert code == "PERMISSION_DENIED", f"{code}: {message}"
    [owner] = people.keys() - set(late)
    print(f"{name!r} belongs to {owner}; {late[0]} is told: {message}")
    return owner, late[0], trained


def use_both(token: str, teams: tuple[str, str], experiment: str) -> None:
    """Someone of both teams has to say for which one they make something, in one of the ways there are."""
    with Person(token) as undecided:
        code, message = undecided.is_refused(mlflow.create_experiment, experiment)
        assert code == "INVALID_PARAMETER_VALUE", f"{code}: {message}"
        assert all(team in message for team in teams), f"the refusal does not name both teams: {message}"
        print(f"someone of both teams is told: {message}")

    ways = {f"/teams/{teams[0]}": {"MLFLOW_TRACKING_URI": f"{os.environ['MLFLOW_TRACKING_URI']}/teams/{teams[0]}"}}
    if mlflow.__version__.startswith("3."):
        ways["MLFLOW_WORKSPACE"] = {"MLFLOW_WORKSPACE": teams[1]}
    for way, settings in ways.items():
        with Person(token, **settings) as decided:
            text = decided.does(note, experiment, f"by {way}")
            assert text == f"by {way}", f"read back {text!r}"
            print(f"{way} decides")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="cultivar-classifier", help="the registered model that both want to have")
    parser.add_argument("--experiment", default="cultivars", help="what each team calls an experiment of its own")
    options = parser.parse_args()
    unset = [variable for variable in VARIABLES if not os.environ.get(variable)]
    if unset:
        parser.error(f"set {', '.join(unset)} in the environment; --help says to what")
    name, hidden = options.model, f"{options.model}-hidden"

    teams = os.environ["TEAM_A"], os.environ["TEAM_B"]
    people = {
        teams[0]: Person(os.environ["TEAM_A_TOKEN"]),
        teams[1]: Person(os.environ["TEAM_B_TOKEN"]),
    }
    names = [name, hidden, *(f"{name}-{team}" for team in teams)]
    for team, person in people.items():
        found = person.does(in_the_way, names, options.experiment)
        if found:
            parser.error(f"{team} sees {' and '.join(found)}; this program makes its own")

    owner, late, trained = collide(people, name, options.experiment)
    mine, theirs = people[owner], people[late]

    own_name = f"{name}-{late}"
    assert theirs.does(register, trained[late]["model"], own_name) == "1", "not the first version"
    _, message = theirs.is_refused(register, trained[late]["model"], name)
    assert own_name in message, f"the refusal does not name {own_name!r}: {message}"
    print(f"{late} registers {own_name!r} instead")

    assert theirs.does(predict, f"models:/{name}/1") > 0, "a model that all may read was not read"
    for work, what in ((tag, name), (log_to, trained[owner]["runs"][0])):
        code, message = theirs.is_refused(work, what)
        assert code == "PERMISSION_DENIED", f"{code}: {message}"
    print(f"{late} reads and uses {name!r}, but changes neither it nor its run")

    assert mine.does(create_private, owner, hidden) == "TEAM", "the model is not private"
    mine.does(register, trained[owner]["model"], hidden)
    assert mine.does(models_named, [name, hidden]) == [name, hidden], "its own team does not find it"
    assert theirs.does(models_named, [name, hidden]) == [name], "another team finds a private model"
    for work, *what in ((predict, f"models:/{hidden}/1"), (register, trained[late]["model"], hidden), (tag, hidden)):
        code, message = theirs.is_refused(work, *what)
        assert code == "RESOURCE_DOES_NOT_EXIST", f"{code}: {message}"
    print(f"for {late} there is no {hidden!r}")

    use_both(os.environ["BOTH_TEAMS_TOKEN"], teams, f"{options.experiment}-notes")


if __name__ == "__main__":
    main()
