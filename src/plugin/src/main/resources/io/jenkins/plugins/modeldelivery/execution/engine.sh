# Starts the engine. The variables above are set by EngineCommand: workspace, given, agent, oldest, memory, cached, jar,
# request, temporary. Exit codes 125 to 127 are EngineCommand's.

# How old a Java is stands in the file "release" of its home; only where there is none, it is asked, which takes longer.
version_of() {
  version='' vendor='' home=''
  real=$(readlink -f "$1" 2>/dev/null) || real=$1
  case "$real" in
    */bin/java) home=${real%/bin/java} ;;
  esac
  if [ -n "$home" ] && [ -r "$home/release" ]; then
    while IFS='=' read -r name value || [ -n "$name" ]; do
      value=${value#\"}
      value=${value%%\"*}
      case "$name" in
        JAVA_VERSION) version=$value ;;
        IMPLEMENTOR) vendor=$value ;;
      esac
    done < "$home/release"
  fi
  if [ -z "$version" ]; then
    version=$("$1" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  # 1.8.0_402 is Java 8, 17.0.1 is Java 17, 21-ea is Java 21. What does not say it is tried.
  major=${version#1.}
  major=${major%%[!0-9]*}
}

cd "$workspace" || exit 125

if [ -n "$given" ]; then
  set -- "$given/bin/java" "$given"
else
  set -- "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$agent/bin/java" java
fi
old=''
found=''
for java in "$@"; do
  case "$java" in
    '') continue ;;
    */*) [ -f "$java" ] && [ -x "$java" ] || continue ;;
    *) java=$(command -v "$java" 2>/dev/null) || continue ;;
  esac
  version_of "$java"
  if [ -n "$major" ] && [ "$major" -lt "$oldest" ]; then
    old="$old${old:+, }$java is Java $version"
    continue
  fi
  found=$java
  break
done
if [ -z "$found" ]; then
  [ -n "$old" ] || exit 127
  printf '%s\n' "$old; the engine needs Java $oldest or newer"
  exit 126
fi
if [ -n "$old" ]; then
  printf '%s\n' "Passed over: $old; the engine needs Java $oldest or newer and runs on $found"
fi

set -- -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Djava.io.tmpdir=$temporary"
if [ -n "$memory" ]; then
  set -- "$@" "-Xmx$memory"
fi
# The jar of the agent's cache has the same path for every run, as an archive of its classes demands; containers see only the
# other one. An archive that does not fit, or cannot be read, is passed over by Java in silence.
if [ -n "$cached" ] && [ -r "$cached" ]; then
  jar=$cached
  if [ -n "$version" ]; then
    archive=${cached%.jar}-$(printf %s "$version-$vendor" | tr -c 'A-Za-z0-9.+-' _).jsa
    if [ -r "$archive" ]; then
      set -- "$@" "-XX:SharedArchiveFile=$archive" -Xshare:auto -Xlog:disable -Xlog:all=error:stderr
    else
      printf '%s\n' "$archive" > "$temporary/wanted-archive"
    fi
  fi
fi
exec "$found" "$@" -jar "$jar" run "$request"
