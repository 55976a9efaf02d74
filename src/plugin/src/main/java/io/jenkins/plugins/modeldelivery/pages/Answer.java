package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Failure;
import hudson.security.ACL;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.CurrentUser;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.NotFound;
import io.jenkins.plugins.modeldelivery.registry.PolicyViolation;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.springframework.security.access.AccessDeniedException;

/**
 * What an act on a model is answered with: for a browser, which asks for HTML, the page that shows the outcome, or one that
 * says what is wrong; for any other client JSON. Nothing but the answer differs.
 */
final class Answer implements HttpResponse {

    private static final Logger LOGGER = Logger.getLogger(Answer.class.getName());

    private final int status;
    private final Object body;

    /**
     * Why nothing was done.
     *
     * @param error in one sentence or more
     * @param where the parameter that is wrong; null: none is
     * @param advice what to do; null: the error says it, or nothing helps
     * @param missing what the policy of a stage demands, one sentence each; null: no policy was asked
     */
    record Refusal(String error, String where, String advice, List<String> missing) {

        static Refusal of(String error) {
            return new Refusal(error, null, null, null);
        }
    }

    /** Something that a user does. */
    interface Act {
        Done on(Changes changes) throws IOException, RegistryException;
    }

    private Answer(int status, Object body) {
        this.status = status;
        this.body = body;
    }

    /**
     * Lets the current user do something to a model.
     *
     * @param permission that it takes
     * @throws AccessDeniedException without that permission, if it is a browser that asks or nobody knows who: Jenkins has
     *     a page for the one and asks the other
     */
    @NonNull
    static Answer to(@NonNull ModelName name, @NonNull Permission permission, @NonNull Act act) throws IOException {
        try {
            Changes changes = CurrentUser.changes(name, permission);
            return new Answer(HttpServletResponse.SC_OK, act.on(changes));
        } catch (InputException e) {
            Problem problem = e.problem();
            return refused(
                    name,
                    HttpServletResponse.SC_BAD_REQUEST,
                    new Refusal(problem.what(), problem.where(), problem.advice(), null),
                    e);
        } catch (PolicyViolation e) {
            return refused(
                    name, HttpServletResponse.SC_CONFLICT, new Refusal(e.getMessage(), null, null, e.missing()), e);
        } catch (NotFound e) {
            return refused(name, HttpServletResponse.SC_NOT_FOUND, Refusal.of(e.getMessage()), e);
        } catch (RegistryException e) {
            return refused(name, HttpServletResponse.SC_CONFLICT, Refusal.of(e.getMessage()), e);
        } catch (AccessDeniedException e) {
            if (ACL.isAnonymous2(Jenkins.getAuthentication2()) || isBrowser(Stapler.getCurrentRequest2())) {
                throw e;
            }
            return refused(name, HttpServletResponse.SC_FORBIDDEN, Refusal.of(e.getMessage()), e);
        }
    }

    /** What is not there, or not for the current user. */
    @NonNull
    static Answer notFound(@NonNull String what) {
        return new Answer(HttpServletResponse.SC_NOT_FOUND, Refusal.of(what));
    }

    /** A parameter that must be there. */
    @NonNull
    static String required(@CheckForNull String value, @NonNull String parameter) {
        String given = Util.fixEmptyAndTrim(value);
        if (given == null) {
            throw new InputException(
                    Messages.Answer_absent(parameter), parameter, Messages.Answer_absentAdvice(parameter));
        }
        return given;
    }

    /** A parameter that must name a stage of the model. */
    @NonNull
    static String stage(@NonNull ModelName model, @CheckForNull String value, @NonNull String parameter) {
        String given = required(value, parameter);
        try {
            return ModelRegistry.stages(model).get(given).name();
        } catch (RegistryException e) {
            throw new InputException(new Problem(e.getMessage(), parameter, null), e);
        }
    }

    private static Answer refused(ModelName name, int status, Refusal refusal, Exception why) {
        LOGGER.log(Level.FINE, why, () -> "Refused for model '" + name + "'");
        return new Answer(status, refusal);
    }

    @Override
    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        if (!isBrowser(req)) {
            rsp.setStatus(status);
            rsp.setHeader("X-Content-Type-Options", "nosniff");
            rsp.setHeader("Cache-Control", "no-store");
            rsp.setContentType("application/json;charset=UTF-8");
            rsp.getOutputStream().write(Json.line(body).getBytes(StandardCharsets.UTF_8));
        } else if (body instanceof Done done) {
            rsp.sendRedirect2(req.getContextPath() + '/' + done.url());
        } else if (status == HttpServletResponse.SC_NOT_FOUND && req.getMethod().equals("GET")) {
            rsp.sendError(status);
        } else {
            Refusal refusal = (Refusal) body;
            new Failure(new Problem(refusal.error(), refusal.where(), refusal.advice()).sentence())
                    .generateResponse(req, rsp, node);
        }
    }

    private static boolean isBrowser(StaplerRequest2 request) {
        String accept = request == null ? null : request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }
}
