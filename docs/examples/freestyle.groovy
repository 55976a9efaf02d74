// Job DSL: a freestyle job that trains, validates and promotes, and fetches what serves after the build; and a Pipeline that
// checks new data against it. Decimals are written with a d: Job DSL takes parameters of exactly their type.
freeStyleJob('birdstrike-freestyle') {
    parameters {
        stringParam('MODEL', 'damage', 'name of the model')
    }
    steps {
        trainModel {
            step {
                model('$MODEL')
                data('docs/examples/birdstrikes/1990-1993.csv.gz')
                target('damage')
                timeColumn('date')
                trainer {
                    gradientBoosting {
                        rounds(80)
                    }
                }
                description('made by $BUILD_TAG')
            }
        }
        validateModel {
            step {
                model('$MODEL')
                data('docs/examples/birdstrikes/1994-1995.csv.gz')
                gates {
                    gate {
                        metric('auc')
                        min(0.75d)
                    }
                    gate {
                        metric('ece')
                        max(0.1d)
                        level('UNSTABLE')
                    }
                }
            }
        }
        promoteModel {
            step {
                model('$MODEL')
                to('staging')
                reason('passed its gates')
            }
        }
        shell('echo "$MODEL_NAME v$MODEL_VERSION stands in $MODEL_STAGE"')
    }
    publishers {
        modelSteps {
            worstResult('SUCCESS')
            steps {
                promoteModel {
                    model('$MODEL')
                    to('prod')
                }
                fetchModel {
                    model('$MODEL')
                    stage('prod')
                    dir('deploy')
                }
            }
        }
    }
}

pipelineJob('birdstrike-drift') {
    definition {
        cps {
            script('''
                node {
                    checkDrift model: 'damage', data: 'docs/examples/birdstrikes/1997-2000.csv.gz', onFailure: 'UNSTABLE'
                }
            '''.stripIndent())
            sandbox()
        }
    }
}
