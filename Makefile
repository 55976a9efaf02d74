# Every target is a few plain Maven and Java commands; the README shows them for those without make.

MVN ?= mvn
JAVA ?= java
JAR := target/model-delivery.jar
# Batch mode and no transfer noise, so that a log stays readable.
MAVEN := $(MVN) -B -ntp

.DEFAULT_GOAL := help

.PHONY: help
help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.PHONY: jar
jar: ## the command line: target/model-delivery.jar
	$(MAVEN) -q -f src/pom.xml package -Dmaven.test.skip=true
	@$(MAKE) --no-print-directory $(JAR)

# Copied, not built, by make: Maven decides what is up to date.
.PHONY: $(JAR)
$(JAR):
	@mkdir -p target
	@cp src/engine/target/model-delivery-engine-*-all.jar $(JAR)

.PHONY: demo
demo: jar ## the whole delivery loop on real data, without Jenkins; report in target/demo/index.html
	@OMP_WAIT_POLICY=passive $(JAVA) -Xmx512m -jar $(JAR) demo

.PHONY: test
test: ## all tests that can run here: the whole tree where the Jenkins parent POM resolves, else core and engine
	@mkdir -p target
	@if $(MAVEN) -q -N validate > target/parent.log 2>&1; then \
	  $(MAVEN) verify && $(MAKE) --no-print-directory $(JAR) && \
	  echo && echo "Tested the whole tree: core, engine and the Jenkins plugin. Nothing was left out."; \
	else \
	  reason=$$(grep -o -m1 -E 'Non-resolvable (parent|import) POM.*|Detected Maven.*' target/parent.log | cut -c1-250); \
	  $(MAVEN) -f src/pom.xml verify && $(MAKE) --no-print-directory $(JAR) && \
	  echo && echo "Tested core and engine. LEFT OUT: src/plugin, because the Jenkins parent POM does not resolve here:" && \
	  echo "  $${reason:-see target/parent.log}"; \
	fi

.PHONY: trials
trials: ## hours of trials of the registry: kills, failing disks, changed bytes, fuzzing; see docs/trials.md
	@mkdir -p target/small-disk
	@trials="-q -f src/pom.xml -pl core test -Dtrials=full -Dgroups=trial"; \
	if unshare -rm mount -t tmpfs -o size=1m tmpfs target/small-disk 2> /dev/null; then \
	  MAVEN_OPTS="-Duser.home=$$HOME" unshare -rm sh -c "mount -t tmpfs -o size=1m tmpfs target/small-disk && \
	    exec unshare -U --map-user=1000 --map-group=1000 $(MAVEN) $$trials -Dtrials.disk=$(CURDIR)/target/small-disk"; \
	else \
	  echo "LEFT OUT: the trial of a full disk, because no small file system can be mounted here" && \
	  $(MAVEN) $$trials; \
	fi

.PHONY: restarts
restarts: ## a hundred restarts and kills of Jenkins, under trainings and triggers; needs what src/plugin needs; see docs/trials.md
	$(MAVEN) install -Pquick-build
	$(MAVEN) -pl src/plugin test -Dtrials=full -Dtest='KilledControllerTest,HardKillTest'

.PHONY: times
times: ## how long a step takes beside its engine, and an engine lives after an abort; needs what src/plugin needs
	$(MAVEN) install -Pquick-build
	$(MAVEN) -pl src/plugin test -Dtrials=full -Dtest=StepTimesTest

.PHONY: bench
bench: jar ## benchmarks against the Python peers; needs python3 with pandas, scikit-learn, xgboost, scipy; installs MLflow
	docs/benchmarks/run
	docs/benchmarks/train
	docs/benchmarks/evaluate
	$(MAVEN) -q -f src/pom.xml -pl core test-compile
	docs/benchmarks/registry
	docs/benchmarks/scale
	$(MAVEN) -q -f src/pom.xml -pl engine -am test-compile
	docs/benchmarks/drift-study

.PHONY: run
run: ## a Jenkins with the plugin and the quick-start job on http://localhost:8080/jenkins/
	$(MAVEN) install -Pquick-build
	@src/plugin/demo/prepare
	$(MAVEN) -pl src/plugin hpi:run

.PHONY: format
format: ## put all sources into the agreed format (the plugin's where the Jenkins parent POM resolves)
	$(MAVEN) -q -f src/pom.xml spotless:apply
	@if $(MAVEN) -q -N validate > /dev/null 2>&1; then $(MAVEN) -q -pl .,src/plugin spotless:apply; \
	  else echo "src/plugin was left out: the Jenkins parent POM does not resolve here"; fi

.PHONY: clean
clean: ## remove what was built
	rm -rf target src/target src/core/target src/engine/target src/plugin/target
