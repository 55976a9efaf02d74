rem Starts the engine. The variables above are set by EngineCommand: MD_WORKSPACE, MD_GIVEN, MD_AGENT, MD_OLDEST, MD_MEMORY,
rem MD_CACHED, MD_JAR, MD_REQUEST, MD_TEMPORARY. Exit codes 125 to 127 are EngineCommand's.
rem
rem Values are used between quotes only, where a percent sign of a value means nothing any more, and with delayed expansion
rem off, where an exclamation mark means nothing. Subroutines get them by variables, for "call" would expand them again.

rem Unlike cd, pushd also goes to a network share: it gives it a drive letter for as long as this script runs.
pushd "%MD_WORKSPACE%" 2>nul || exit /b 125

set "MD_JAVA="
set "MD_OLD="
if defined MD_GIVEN (
  set "MD_TRY=%MD_GIVEN%\bin\java.exe"
  call :try
  set "MD_TRY=%MD_GIVEN%"
  call :try
  set "MD_TRY=%MD_GIVEN%.exe"
  call :try
) else (
  if defined JAVA_HOME set "MD_TRY=%JAVA_HOME%\bin\java.exe"
  if defined JAVA_HOME call :try
  set "MD_TRY=%MD_AGENT%\bin\java.exe"
  call :try
)
set "MD_NAME=java.exe"
if defined MD_GIVEN set "MD_NAME=%MD_GIVEN%"
if not defined MD_JAVA call :search
if defined MD_JAVA goto run
if defined MD_OLD exit /b 126
exit /b 127

:run
set "MD_HEAP="
if defined MD_MEMORY set "MD_HEAP=-Xmx%MD_MEMORY%"
if defined MD_CACHED if exist "%MD_CACHED%" set "MD_JAR=%MD_CACHED%"
"%MD_JAVA%" -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Djava.io.tmpdir=%MD_TEMPORARY%" %MD_HEAP% -jar "%MD_JAR%" run "%MD_REQUEST%"
set "MD_EXIT=%ERRORLEVEL%"
popd
exit /b %MD_EXIT%

rem Takes MD_TRY as MD_JAVA if it is one that is new enough and none was found before. A directory has an entry ".".
:try
if defined MD_JAVA exit /b 0
if not exist "%MD_TRY%" exit /b 0
if exist "%MD_TRY%\." exit /b 0
set "MD_VERSION="
"%MD_TRY%" -version >"%MD_TEMPORARY%\java-version.txt" 2>&1
for /f "usebackq tokens=2,3" %%a in ("%MD_TEMPORARY%\java-version.txt") do if "%%a"=="version" set "MD_VERSION=%%~b"
rem 1.8.0_402 is Java 8, 17.0.1 is Java 17, 21-ea is Java 21. What does not say it is tried.
set "MD_MAJOR="
for /f "tokens=1,2 delims=.-+_" %%a in ("%MD_VERSION%") do if "%%a"=="1" (set "MD_MAJOR=%%b") else (set "MD_MAJOR=%%a")
if not defined MD_MAJOR set "MD_MAJOR=%MD_OLDEST%"
if %MD_MAJOR% LSS %MD_OLDEST% goto old
set "MD_JAVA=%MD_TRY%"
exit /b 0

:old
set "MD_OLD=1"
echo Passed over: "%MD_TRY%" is Java %MD_VERSION%; the engine needs Java %MD_OLDEST% or newer
exit /b 0

rem Looks for MD_NAME on the path.
:search
set "MD_TRY="
for %%p in ("%MD_NAME%" "%MD_NAME%.exe") do if not "%%~$PATH:p"=="" set "MD_TRY=%%~$PATH:p"
if defined MD_TRY call :try
exit /b 0
